import vine from '@vinejs/vine'
import type { I18n } from '@adonisjs/i18n'
import { ATTENDANCES } from '#scheduling/bookings'
import { prose } from '#validators/rules'

/** Reasons that are given often; the catalogue has their words. */
export const PHRASES = ['time', 'service', 'away'] as const

const phrase = () => vine.enum([...PHRASES, 'own'] as const).optional()

/** A saved phrase, words of one's own, or both; never nothing. */
const reason = () =>
  prose(1000)
    .optional()
    .requiredWhen('phrase', 'notIn', [...PHRASES])

export const rejectionValidator = vine.create({ phrase: phrase(), reason: reason() })

export const decisionValidator = vine.create({
  decision: vine.enum(['approve', 'reject'] as const),
  phrase: phrase(),
  reason: prose(1000)
    .optional()
    .requiredWhen((field) => {
      const { decision, phrase: chosen } = field.parent as Record<string, unknown>
      return decision === 'reject' && !PHRASES.some((saved) => saved === chosen)
    }),
})

export const attendanceValidator = vine.create({
  attendance: vine.enum(ATTENDANCES),
  return_to: vine.string().maxLength(200).optional(),
})

export const cancellationValidator = vine.create({ reason: prose(1000).optional() })

interface Reason {
  phrase?: (typeof PHRASES)[number] | 'own'
  reason?: string
}

/** What the client reads. */
export function rejectionReason({ phrase: chosen, reason: words }: Reason, i18n: I18n): string {
  const saved = chosen && chosen !== 'own' ? i18n.t(`owner.phrase.${chosen}`) : ''
  return [saved, words].filter(Boolean).join(' ')
}
