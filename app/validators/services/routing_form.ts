import type { I18n } from '@adonisjs/i18n'
import type Service from '#models/services/service'
import type { Routing, RoutingAnswer } from '#models/services/routing'
import type { Form } from '#validators/form'

const MOST_ANSWERS = 12
const EMPTY_ROWS = 3
const QUESTION_LENGTH = 200
const ANSWER_LENGTH = 80

/** `host_12` or `service_7`: where an answer leads. */
const LEAD = /^(host|service)_(\d{1,15})$/

interface Team {
  hostIds: readonly number[]
  serviceIds: readonly number[]
}

export function typedRouting({ routing }: Service): Record<string, string> {
  const rows = (routing?.answers ?? []).flatMap((answer, index) => [
    [`routing_answer_${index + 1}`, answer.text],
    [`routing_lead_${index + 1}`, leadOf(answer)],
  ])
  return { routing_question: routing?.question ?? '', ...Object.fromEntries(rows) }
}

export function routingRows({ values }: Form): number[] {
  const last = ROWS.findLast((row) => values[answerField(row)] || values[leadField(row)]) ?? 0
  return ROWS.slice(0, last + EMPTY_ROWS)
}

export function chosenRouting(form: Form, team: Team, i18n: I18n): Routing | null {
  const wrong = (name: string, sentence: string, data?: Record<string, unknown>) => {
    form.errors[name] ??= i18n.t(`owner.services.routing.${sentence}`, data)
  }
  const question = (form.values.routing_question ?? '').trim()
  const answers: RoutingAnswer[] = []
  for (const row of ROWS) {
    const text = (form.values[answerField(row)] ?? '').trim()
    const lead = form.values[leadField(row)] ?? ''
    if (text === '' && lead === '') continue
    if (!/[\p{L}\p{N}]/u.test(text)) wrong(answerField(row), 'no_words')
    if (text.length > ANSWER_LENGTH) wrong(answerField(row), 'long', { most: ANSWER_LENGTH })
    if (answers.some((other) => other.text === text)) wrong(answerField(row), 'twice')
    const answer = { text, ...readLead(lead) }
    const isKnown = lead === '' || LEAD.test(lead)
    const isHere = answer.hostId === null || team.hostIds.includes(answer.hostId)
    const isOurs = answer.serviceId === null || team.serviceIds.includes(answer.serviceId)
    if (!isKnown || !isOurs) wrong(leadField(row), 'no_lead')
    if (!isHere) wrong(leadField(row), 'no_host')
    answers.push(answer)
  }
  if (question.length > QUESTION_LENGTH)
    wrong('routing_question', 'long', { most: QUESTION_LENGTH })
  if (question === '' && answers.length > 0) wrong('routing_question', 'no_question')
  if (question !== '' && answers.length === 0) wrong(answerField(1), 'no_answer')
  return question === '' ? null : { question, answers }
}

const ROWS = Array.from({ length: MOST_ANSWERS }, (_, index) => index + 1)
const answerField = (row: number) => `routing_answer_${row}`
const leadField = (row: number) => `routing_lead_${row}`

function leadOf({ hostId, serviceId }: RoutingAnswer): string {
  if (hostId !== null) return `host_${hostId}`
  return serviceId === null ? '' : `service_${serviceId}`
}

function readLead(lead: string): Pick<RoutingAnswer, 'hostId' | 'serviceId'> {
  const [, kind, id] = LEAD.exec(lead) ?? []
  return {
    hostId: kind === 'host' ? Number(id) : null,
    serviceId: kind === 'service' ? Number(id) : null,
  }
}
