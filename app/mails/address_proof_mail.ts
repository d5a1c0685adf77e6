import { BookingMail } from '#mails/booking_mail'
import type { Letter, Stationery } from '#mails/letter'
import { proofLink } from '#mails/links'

/**
 * To somebody who opened a business, or whose address another typed: what they named it must not
 * speak for them here, so the mail is ours alone.
 */
export default class AddressProofMail extends BookingMail {
  protected letter(): Letter {
    const { reader } = this
    return {
      subject: reader.t('address_proof.subject'),
      status: { text: reader.t('address_proof.status'), tone: 'wait' },
      heading: reader.t('address_proof.heading'),
      time: null,
      notice: reader.t('address_proof.notice'),
      facts: [],
      button: {
        label: reader.t('address_proof.button'),
        href: proofLink(this.occasion.proof?.link ?? ''),
        after: reader.t('address_proof.after_button'),
      },
    }
  }

  protected sender(): string {
    return OURS
  }

  protected answersGoTo() {
    return null
  }

  protected paper(): Stationery {
    const why = this.reader.t('address_proof.why')
    return { ...super.paper(), businessName: OURS, why }
  }
}

const OURS = 'Bellhop'
