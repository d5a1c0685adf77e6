import { AccountMail } from '#mails/account_mail'
import type { Letter } from '#mails/letter'
import { proofLink } from '#mails/links'

/** To somebody who opened a business, or whose address another typed. */
export default class AddressProofMail extends AccountMail {
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

  protected why(): string {
    return this.reader.t('address_proof.why')
  }
}
