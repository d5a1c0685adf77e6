import type { Fact, Link, MailContent, MailFrame } from './mail_content.js'

/** The business's own words, as they are set in each part of the mail. */
export interface SetWords {
  opening: string | null
  closing: string | null
}

/** The mail as plain text: the same things in the same order as its HTML. */
export function mailText(
  content: MailContent,
  frame: MailFrame,
  { opening, closing }: SetWords
): string {
  const { status, heading, time, notice, quote, facts, agenda, button, calendar } = content
  const { colon } = frame
  const linkLine = ({ label, href }: Link) => `${label}${colon} ${href}`
  const paragraphs = [
    frame.businessName,
    `${status.text}\n${heading}`,
    time &&
      lines(time.date, `${time.from} – ${time.to} (${time.length})`, time.zone, time.elsewhere),
    opening,
    notice,
    quote && `${quote.label}${colon}\n${indented(quote.text)}`,
    lines(...facts.map((fact) => factLine(fact, colon))),
    agenda && lines(agenda.heading, ...agenda.rows.map(({ time: at, text }) => `${at}  ${text}`)),
    button && lines(`${button.label}${colon}`, button.href, button.after),
    calendar && lines(calendar.heading, ...calendar.links.map(linkLine)),
    closing,
    frame.contact &&
      `${frame.contact.lead} ${frame.contact.links.map(({ label }) => label).join(' · ')}`,
    lines(frame.why, frame.stop && linkLine(frame.stop), ...frame.further.map(linkLine)),
  ]
  return `${paragraphs.filter(Boolean).join('\n\n')}\n`
}

function lines(...rows: (string | null | undefined)[]): string {
  return rows.filter(Boolean).join('\n')
}

function factLine({ label, text, link, note }: Fact, colon: string): string {
  const value = text.includes('\n') ? `\n${indented(text)}` : ` ${text}`
  const own = link?.href.startsWith('http') ? `${link.label}${colon} ${link.href}` : link?.label
  const parts = [text && value.trimEnd(), own].filter(Boolean)
  return lines(`${label}${colon}${text ? '' : ' '}${parts.join('. ')}`, note && indented(note))
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ')
}
