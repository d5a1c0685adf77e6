import { deliver, type Delivery, type Sender } from '#outbox'

/** Sends one mail that is owed, if it still holds. */
export default class DeliverNotification {
  /** @param clockOffsetMs moves the clock of this delivery; tests only */
  constructor(
    private readonly sender?: Sender,
    private readonly clockOffsetMs = 0
  ) {}

  handle({ notificationId }: { notificationId: number }): Promise<Delivery> {
    return deliver(notificationId, this.sender, this.clockOffsetMs)
  }
}
