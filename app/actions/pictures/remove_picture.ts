import { recordPictureChange } from '#history'
import type { By } from '#models/by'
import type { PicturePlace } from '#models/pictures/picture'
import { lockedPictureAt, pictureVersion } from '#queries/pictures/shown_picture'
import { databaseNow, inTransaction } from '#transactions'

interface Removal {
  place: PicturePlace
  version: string
  by: By
}

export default class RemovePicture {
  handle({ place, version, by }: Removal): Promise<'removed' | 'stale'> {
    return inTransaction(async (trx) => {
      const picture = await lockedPictureAt(trx, place)
      if (version !== pictureVersion(picture)) return 'stale'
      if (!picture) return 'removed'
      await picture.merge({ removedAt: await databaseNow(trx) }).save()
      await recordPictureChange(trx, place, { from: picture, to: null, by })
      return 'removed'
    })
  }
}
