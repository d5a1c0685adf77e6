import { inOwnOrder, withoutIsolates } from '#formats/words/directions'
import type { Fact, Link, MailContent, MailFrame, MailTime } from './mail_content.js'

/**
 * In a mail that is read from the right, numbers and what others wrote keep their own order, by marks
 * that every mail program knows.
 */
export function orderedContent(content: MailContent, { direction }: MailFrame): MailContent {
  if (direction === 'ltr') return content
  const { subject, status, heading, time, notice, quote, facts, agenda, button, calendar } = content
  return {
    ...content,
    subject: withoutIsolates(subject),
    status: { ...status, text: withoutIsolates(status.text) },
    heading: withoutIsolates(heading),
    time: time && orderedTime(time),
    notice: notice && withoutIsolates(notice),
    quote: quote && {
      ...quote,
      label: withoutIsolates(quote.label),
      text: ordered(quote.text),
    },
    facts: facts.map(orderedFact),
    agenda: agenda && {
      heading: withoutIsolates(agenda.heading),
      rows: agenda.rows.map((row) => ({ ...row, text: withoutIsolates(row.text) })),
    },
    button: button && {
      ...button,
      label: withoutIsolates(button.label),
      after: button.after && withoutIsolates(button.after),
    },
    calendar: calendar && {
      heading: withoutIsolates(calendar.heading),
      links: calendar.links.map((link) => ({ ...link, label: withoutIsolates(link.label) })),
    },
  }
}

export function orderedFrame(frame: MailFrame): MailFrame {
  const { direction, businessName, contact, why, stop } = frame
  if (direction === 'ltr') return frame
  return {
    ...frame,
    businessName: ordered(businessName),
    contact: contact && {
      lead: withoutIsolates(contact.lead),
      links: contact.links.map(orderedLabel),
    },
    why: withoutIsolates(why),
    stop: stop && { ...stop, label: withoutIsolates(stop.label) },
  }
}

function orderedTime({ zone, elsewhere, ...time }: MailTime): MailTime {
  return {
    ...time,
    zone: withoutIsolates(zone),
    elsewhere: elsewhere && withoutIsolates(elsewhere),
  }
}

function orderedFact({ label, text, link, note, ...fact }: Fact): Fact {
  return {
    ...fact,
    label: withoutIsolates(label),
    text: ordered(text),
    ...(link && { link: orderedLabel(link) }),
    ...(note && { note: withoutIsolates(note) }),
  }
}

function orderedLabel(link: Link): Link {
  return { ...link, label: ordered(link.label) }
}

function ordered(text: string): string {
  return inOwnOrder(withoutIsolates(text))
}
