import { unlinked } from '#formats/contacts/unlinked'

/** What the words of a calendar entry may name, as `{client}`. */
export const EVENT_VARIABLES = [
  ...(['client', 'phone', 'email', 'answers', 'notes'] as const),
  ...(['service', 'host', 'place', 'business', 'reference'] as const),
] as const

type EventValues = Record<(typeof EVENT_VARIABLES)[number], string>

const VARIABLE = /\{([^{}\n]*)\}/g

const isKnown = (name: string): name is keyof EventValues =>
  EVENT_VARIABLES.some((known) => known === name)

/** A line is left out where nothing is known of all that it names. */
export function wordEvent(text: string, values: EventValues): string {
  const lines = text.split(/\r?\n/).map((line) => {
    const found = [...line.matchAll(VARIABLE)].map(([, name]) => valueOf(name, values))
    if (found.length > 0 && found.every((value) => value === '')) return null
    return line.replace(VARIABLE, (_, name: string) => valueOf(name, values))
  })
  return lines
    .filter((line) => line !== null)
    .join('\n')
    .trim()
}

/** A title is one line. */
export function wordTitle(text: string, values: EventValues): string {
  return wordEvent(text, values).replace(/\s+/g, ' ')
}

interface Told {
  clientName: string
  clientPhone: string | null
  clientEmail: string | null
  answers: readonly { question: string; answer: string }[]
  notes: string | null
  reference: string
  service: { name: string }
  business: { name: string }
}

/** What a client wrote leads nowhere. */
export function eventValues(
  told: Told,
  { host, place }: { host: string; place: string | null }
): EventValues {
  const answers = told.answers.map(({ question, answer }) => {
    const asked = /\p{P}$/u.test(question) ? question : `${question}:`
    return `${asked} ${unlinked(answer)}`
  })
  return {
    client: unlinked(told.clientName),
    phone: told.clientPhone ?? '',
    email: told.clientEmail ?? '',
    answers: answers.join('\n'),
    notes: unlinked(told.notes ?? ''),
    service: told.service.name,
    host,
    place: place ?? '',
    business: told.business.name,
    reference: told.reference,
  }
}

function valueOf(name: string, values: EventValues): string {
  const known = name.trim()
  return isKnown(known) ? values[known] : ''
}
