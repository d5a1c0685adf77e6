import { recordAudit } from '#history'
import type { By } from '#models/by'
import ClientNote from '#models/clients/client_note'
import { isChangedSince } from '#models/version'
import { inTransaction, lockRow } from '#transactions'

interface Rewriting {
  businessId: number
  noteId: number
  /** Null removes it. */
  body: string | null
  version: string | null
  by: By
}

export type NoteRewritten =
  { outcome: 'rewritten' | 'stale'; note: ClientNote } | { outcome: 'not_found' }

export default class RewriteNote {
  async handle({ businessId, noteId, body, version, by }: Rewriting): Promise<NoteRewritten> {
    return inTransaction(async (trx) => {
      const note = await lockRow(trx, ClientNote, { businessId, id: noteId })
      if (!note) return { outcome: 'not_found' }
      if (isChangedSince(version, note.body)) return { outcome: 'stale', note }
      if (note.body === body) return { outcome: 'rewritten', note }

      if (body === null) await note.delete()
      else await note.merge({ body }).save()
      await recordAudit(trx, {
        ...{ businessId, by },
        action: body === null ? 'client.note_removed' : 'client.note_rewritten',
        ...{ subjectType: 'client', subjectId: note.clientId },
      })
      return { outcome: 'rewritten', note }
    })
  }
}
