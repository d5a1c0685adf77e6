import { AccountMail } from '#mails/account_mail'
import type { Letter } from '#mails/letter'
import { passwordResetLink } from '#mails/links'

export default class PasswordResetMail extends AccountMail {
  protected letter(): Letter {
    const { reader } = this
    return {
      subject: reader.t('password_reset.subject'),
      status: { text: reader.t('password_reset.status'), tone: 'wait' },
      heading: reader.t('password_reset.heading'),
      time: null,
      notice: reader.t('password_reset.notice'),
      facts: [],
      button: {
        label: reader.t('password_reset.button'),
        href: passwordResetLink(this.occasion.resetToken ?? ''),
        after: reader.t('password_reset.after_button'),
      },
    }
  }

  protected why(): string {
    return this.reader.t('password_reset.why')
  }
}
