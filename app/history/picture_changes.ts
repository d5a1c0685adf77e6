import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { By } from '#models/by'
import type Picture from '#models/pictures/picture'
import { pictureAction, type PicturePlace, subjectOfPicture } from '#models/pictures/picture'
import { recordSettingsChange } from './settings_changes.js'

interface PictureChange {
  from: Picture | null
  to: Picture | null
  by: By
}

/** With what was shown before, for whoever wants it back. */
export function recordPictureChange(
  trx: Transaction,
  place: PicturePlace,
  { from, to, by }: PictureChange
): Promise<void> {
  const { type, id } = subjectOfPicture(place)
  return recordSettingsChange(trx, {
    businessId: place.businessId,
    action: pictureAction(place, to ? 'set' : 'removed'),
    subjectType: type,
    subjectId: id,
    changes: { picture: { from: from?.id ?? null, to: to?.id ?? null } },
    before: { pictureId: from?.id ?? null },
    by,
  })
}
