/** One message by SMS. */
export interface Text {
  /** E.164. */
  to: string
  body: string
  businessId: number
  /** Of which it is, so that news of it finds it. */
  notificationId: number
}

/** Hands a text over, and gives the id that whoever took it knows it by. */
export type SendText = (text: Text) => Promise<string>
