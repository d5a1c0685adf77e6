import vine from '@vinejs/vine'
import type { I18n } from '@adonisjs/i18n'
import { declinePhrases } from '#formats/words/decline_phrases'
import { ATTENDANCES } from '#scheduling/slots/bookings'
import { calendarDay, email, id, prose, switchedOn, wallTime } from '#validators/rules'

const OWN = 'own'

const phrase = () => vine.string().trim().optional()

const reason = () =>
  prose(1000)
    .optional()
    .requiredWhen((field) => isWordless(field.parent as Record<string, unknown>, 'phrase'))

const tell = () => vine.enum(['mail', 'nobody'] as const).optional()

export const rejectionValidator = vine.create({
  phrase: phrase(),
  reason: reason(),
  tell: tell(),
})

export const MOST_DECIDED = 100

export const bulkDecisionValidator = vine.create({
  ids: vine.array(id()).minLength(1).maxLength(MOST_DECIDED),
  decision: vine.enum(['approve', 'reject'] as const),
  bulk_phrase: phrase(),
  bulk_reason: prose(1000)
    .optional()
    .requiredWhen((field) => isUnexplained(field.parent as Record<string, unknown>, 'bulk_phrase')),
})

export const handoverValidator = vine.create({
  bookings: vine.array(id()).minLength(1).maxLength(MOST_DECIDED),
})

function isWordless(form: Record<string, unknown>, name: string): boolean {
  return form[name] === undefined || form[name] === OWN
}

function isUnexplained(form: Record<string, unknown>, name: string): boolean {
  return form.decision === 'reject' && isWordless(form, name)
}

export const decisionValidator = vine.create({
  decision: vine.enum(['approve', 'reject'] as const),
  tell: tell(),
  phrase: phrase(),
  reason: prose(1000)
    .optional()
    .requiredWhen((field) => isUnexplained(field.parent as Record<string, unknown>, 'phrase')),
})

export const attendanceValidator = vine.create({
  attendance: vine.enum(ATTENDANCES),
  return_to: vine.string().maxLength(200).optional(),
})

export const bookingMoveValidator = vine.create({
  date: calendarDay(),
  time: wallTime(),
  host: id().optional(),
  anyway: switchedOn(),
  tell: tell(),
  move_reason: prose(1000).optional(),
})

export const reassignmentValidator = vine.create({
  stand_in: id(),
  reassign_tell: tell(),
  reassign_reason: prose(1000).optional(),
})

export const roomValidator = vine.create({
  room: id(),
  tell: tell(),
  room_reason: prose(1000).optional(),
})

export const addressValidator = vine.create({
  address: email(),
})

export const cancellationValidator = vine.create({
  reason: prose(1000).optional(),
  cancel_tell: tell(),
})

export const messagesValidator = vine.create({ messages: vine.enum(['on', 'off'] as const) })

type Saved = Parameters<typeof declinePhrases>[0]

interface Reason {
  phrase?: string
  reason?: string
}

export function rejectionReason({ phrase: chosen, reason: words }: Reason): string {
  return [chosen === OWN ? '' : chosen, words].filter(Boolean).join(' ')
}

/** The page may be older than an edit of the phrases. */
export function withSavedPhrase(
  {
    body,
    settings,
    name = 'phrase',
  }: { body: Record<string, unknown>; settings: Saved; name?: string },
  { i18n }: { i18n: I18n }
): Record<string, unknown> {
  const saved = declinePhrases(settings, (key) => i18n.t(key))
  const chosen = body[name]
  if (chosen === undefined) return body
  return { ...body, [name]: saved.some((each) => each === chosen) ? chosen : OWN }
}
