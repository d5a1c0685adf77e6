import { unlinked } from '#formats/contacts/unlinked'
import type { Fact, Link, MailContent, MailFrame } from './mail_content.js'

/**
 * A mail in which nothing that somebody typed becomes a link in its recipient's mail program; links of
 * ours stay. In whole sentences of a business that is known by now, links are let be.
 */
export function unlinkedContent(content: MailContent, isKnown: boolean): MailContent {
  const { subject, status, heading, time, notice, quote, facts, agenda, button, calendar } = content
  return {
    subject: unlinked(subject),
    status: { ...status, text: unlinked(status.text) },
    heading: unlinked(heading),
    time: time && { ...time, elsewhere: time.elsewhere && unlinked(time.elsewhere) },
    notice: notice && unlinked(notice),
    quote: quote && {
      label: unlinked(quote.label),
      text: quote.isProse && isKnown ? quote.text : unlinked(quote.text),
    },
    facts: facts.map((fact) => unlinkedFact(fact, isKnown)),
    agenda: agenda && {
      heading: unlinked(agenda.heading),
      rows: agenda.rows.map((row) => ({ ...row, text: unlinked(row.text) })),
    },
    button,
    calendar,
  }
}

export function unlinkedFrame(frame: MailFrame): MailFrame {
  const { businessName, contact, why } = frame
  return {
    ...frame,
    businessName: unlinked(businessName),
    contact: contact && { ...contact, links: contact.links.map(unlinkedLabel) },
    why: unlinked(why),
  }
}

function unlinkedFact(fact: Fact, isKnown: boolean): Fact {
  const { label, text, link, note } = fact
  return {
    ...fact,
    label: unlinked(label),
    text: fact.isProse && isKnown ? text : unlinked(text),
    link: link && unlinkedLabel(link),
    note: note && unlinked(note),
  }
}

/** A mail address is meant to be one. */
function unlinkedLabel(link: Link): Link {
  return link.href.startsWith('mailto:') ? link : { ...link, label: unlinked(link.label) }
}
