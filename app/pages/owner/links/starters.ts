import type { ClientQuestion } from '#models/services/client_question'
import type { PageReader } from '#pages/reader'
import { USUAL_DELAY_HOURS } from '#validators/links/template_form'

type Asked = [key: string, type: ClientQuestion['type'], isRequired?: boolean]

/** What each trade tends to ask; the words stand in the catalogue. */
const STARTERS = {
  salon: [
    ['before', 'radio', true],
    ['allergies', 'text'],
    ['wish', 'long_text'],
  ],
  tutoring: [
    ['subject', 'text', true],
    ['level', 'select', true],
    ['goal', 'long_text'],
  ],
  clinic: [
    ['reason', 'long_text', true],
    ['birth', 'date', true],
    ['consent', 'consent', true],
  ],
  consultancy: [
    ['company', 'text'],
    ['topic', 'long_text', true],
    ['website', 'url'],
  ],
  class: [
    ['experience', 'radio', true],
    ['injuries', 'text'],
    ['terms', 'consent', true],
  ],
  viewing: [
    ['people', 'number', true],
    ['move', 'date'],
    ['questions', 'long_text'],
  ],
} satisfies Record<string, Asked[]>

export type StarterName = keyof typeof STARTERS

export const STARTER_NAMES = Object.keys(STARTERS) as StarterName[]

const WITH_OPTIONS = new Set<ClientQuestion['type']>(['radio', 'select'])

/** A template to begin with, as if somebody had written it. */
export function starter(name: StarterName, { t }: PageReader) {
  const asked: readonly Asked[] = STARTERS[name]
  const words = (key: string) => t(`owner.templates.starter.${name}.${key}`)
  return {
    name: words('name'),
    followUp: words('follow_up'),
    followUpDelayHours: USUAL_DELAY_HOURS,
    questions: asked.map(([key, type, isRequired = false]): ClientQuestion => ({
      ...{ key, type, isRequired, help: null, maxLength: null },
      label: words(`ask.${key}`),
      options: WITH_OPTIONS.has(type) ? words(`options.${key}`).split('; ') : [],
    })),
  }
}
