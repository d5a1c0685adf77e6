import { changeSettings } from '#steps'
import { type Changes, contentBefore } from '#history'
import type { By } from '#models/by'
import MessageText, {
  OUR_WORDS,
  OWN_PARTS,
  type OwnParts,
} from '#models/notifications/message_text'
import Business from '#models/settings/business'
import { inTransaction, lockRow, lockRowOrFail } from '#transactions'

interface Save {
  businessId: number
  type: string
  language: string
  parts: OwnParts
  /** `versionOf` the parts that the form was made from; null saves anyway. */
  version: string | null
  by: By
}

/** What is null is said in our words again. What is owed goes out in the words that stand then. */
export default class SaveMessageText {
  handle(save: Save): Promise<'saved' | 'stale'> {
    const { businessId, type, language, parts } = save
    const of = { businessId, type, language }
    return inTransaction(async (trx) => {
      // The first text of a message has no row of its own to lock.
      await lockRowOrFail(trx, Business, { id: businessId })
      const stored = await lockRow(trx, MessageText, of)
      const text = stored ?? new MessageText().useTransaction(trx).merge(of)
      const now = stored?.parts ?? OUR_WORDS
      return changeSettings(trx, save, {
        row: text.merge(parts),
        shown: [now],
        change: () => changedParts(now, parts),
        action: 'message_text.updated',
        subjectType: 'message_text',
        before: contentBefore(text) ?? { ...OUR_WORDS },
      })
    })
  }
}

function changedParts(now: OwnParts, wanted: OwnParts): Changes {
  const changed = OWN_PARTS.filter((part) => now[part] !== wanted[part])
  return Object.fromEntries(changed.map((part) => [part, { from: now[part], to: wanted[part] }]))
}
