import { inOwnOrder } from '#formats/words/directions'
import type { Link, MailContent, MailFrame } from './mail_content.js'

/** In a mail that is read from the right, numbers and what others wrote keep their own order. */
export function orderedContent(content: MailContent, { direction }: MailFrame): MailContent {
  if (direction === 'ltr') return content
  const { quote, facts } = content
  return {
    ...content,
    quote: quote && { ...quote, text: inOwnOrder(quote.text) },
    facts: facts.map(({ text, link, ...fact }) => ({
      ...fact,
      text: inOwnOrder(text),
      ...(link && { link: orderedLabel(link) }),
    })),
  }
}

export function orderedFrame(frame: MailFrame): MailFrame {
  const { direction, businessName, contact } = frame
  if (direction === 'ltr') return frame
  return {
    ...frame,
    businessName: inOwnOrder(businessName),
    contact: contact && { ...contact, links: contact.links.map(orderedLabel) },
  }
}

function orderedLabel(link: Link): Link {
  return { ...link, label: inOwnOrder(link.label) }
}
