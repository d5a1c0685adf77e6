import { AccountMail } from '#mails/account_mail'
import type { Letter } from '#mails/letter'
import { forgottenPasswordLink, proofLink, signInLink } from '#mails/links'

export default class AddressProofMail extends AccountMail {
  protected letter(): Letter {
    return this.occasion.proof?.isTaken ? this.known() : this.question()
  }

  private question(): Letter {
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

  /**
   * Another account has proven the address: they are led there, and this account stays as it is.
   */
  private known(): Letter {
    const { reader } = this
    return {
      subject: reader.t('address_known.subject'),
      status: { text: reader.t('address_known.status'), tone: 'wait' },
      heading: reader.t('address_known.heading'),
      time: null,
      notice: reader.t('address_known.notice'),
      facts: [
        {
          label: reader.t('address_known.forgotten'),
          text: '',
          link: { label: reader.t('address_known.new_password'), href: forgottenPasswordLink() },
        },
      ],
      button: {
        label: reader.t('address_known.button'),
        href: signInLink(),
        after: reader.t('address_known.after_button'),
      },
    }
  }

  protected why(): string {
    return this.reader.t('address_proof.why')
  }
}
