const CAUSES = {
  /** Our own sign-in (RFC 4954, section 6) or key. */
  account: /^SMTP (53\d|EAUTH)$|^SendGrid 40[13]$/,
  refused: /^SMTP 5\d\d$|^SendGrid 4(?!08|29)\d\d$/,
  busy: /^SMTP 4\d\d$|^SendGrid (408|429|5\d\d)$/,
  unreachable: /^(SMTP|SendGrid) E[A-Z_]+$|^No answer in time$/,
}

export function failureCause(words: string): keyof typeof CAUSES | 'other' {
  const causes = Object.keys(CAUSES) as (keyof typeof CAUSES)[]
  return causes.find((cause) => CAUSES[cause].test(words)) ?? 'other'
}
