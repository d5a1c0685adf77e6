import { BookingMail } from '#mails/booking_mail'
import type { Stationery } from '#mails/letter'

/**
 * To somebody about their own account, or whose address another typed there: what a business calls
 * itself must not speak for it here, so the mail is ours alone.
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
