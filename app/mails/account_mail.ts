import { BookingMail } from '#mails/booking_mail'
import type { Stationery } from '#mails/letter'

/**
 * An account's address may be another person's, typed by a stranger. So these mails are ours alone,
 * and no business's own name speaks in them.
 */
export abstract class AccountMail extends BookingMail {
  protected abstract why(): string

  protected sender(): string {
    return OURS
  }

  protected answersGoTo() {
    return null
  }

  protected paper(): Stationery {
    return { ...super.paper(), businessName: OURS, why: this.why() }
  }
}

const OURS = 'Bellhop'
