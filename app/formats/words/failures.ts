const CAUSES = {
  /** Our own sign-in (RFC 4954, section 6) or key, or the number that texts come from. */
  account:
    /^SMTP (53\d|EAUTH)$|^SendGrid 40[13]$|^Twilio (40[13]|2000[35]|20404|2121[02]|21266|216(03|06|08|59|60))$/,
  text_stopped: /^Twilio 21610$/,
  text_number: /^Twilio (21211|21214|21217|21265|21401|21421|21614)$/,
  text_country: /^Twilio (21408|21612)$/,
  /** Sent, and not arrived yet. */
  delayed: /^delayed$/,
  refused: /^SMTP 5\d\d$|^SendGrid 4(?!08|29)\d\d$/,
  text_refused: /^Twilio (4(?!08|29)\d\d|2[12]\d{3}|3\d{4}|6\d{4})$/,
  busy: /^SMTP 4\d\d$|^SendGrid (408|429|5\d\d)$/,
  text_busy: /^Twilio (408|429|20429|5\d\d|20500|20503)$/,
  unreachable: /^(SMTP|SendGrid) E[A-Z_]+$|^No answer in time$/,
  text_unreachable: /^Twilio E[A-Z_]+$/,
  push_busy: /^Push (408|429|5\d\d)$/,
  push_refused: /^Push ([34]\d\d|not_allowed)$/,
  push_unreachable: /^Push [a-z_]+$/,
}

export function failureCause(words: string): keyof typeof CAUSES | 'other' {
  const causes = Object.keys(CAUSES) as (keyof typeof CAUSES)[]
  return causes.find((cause) => CAUSES[cause].test(words)) ?? 'other'
}
