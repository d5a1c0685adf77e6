import { MailFailure } from '#services/mail_failure'

/** The message names codes only, as Twilio's own words repeat the number. */
export class TextFailure extends MailFailure {
  constructor(
    message: string,
    isPermanent: boolean,
    isRefusal: boolean,
    /** How long Twilio asks to be left alone. */
    readonly waitSeconds: number | null = null
  ) {
    super(message, isPermanent, isRefusal)
    this.name = 'TextFailure'
  }
}
