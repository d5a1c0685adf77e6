import { recordPictureChange } from '#history'
import type { By } from '#models/by'
import type { PicturePlace } from '#models/pictures/picture'
import { earlierPictures, lockedPictureAt, pictureVersion } from '#queries/pictures/shown_picture'
import { databaseNow, inTransaction } from '#transactions'

interface Return {
  place: PicturePlace
  pictureId: number
  version: string
  by: By
}

export default class ReturnPicture {
  handle({ place, pictureId, version, by }: Return): Promise<'saved' | 'stale' | 'gone'> {
    return inTransaction(async (trx) => {
      const shown = await lockedPictureAt(trx, place)
      if (version !== pictureVersion(shown)) return 'stale'
      const earlier = await earlierPictures(place, trx)
      const picture = earlier.find(({ id }) => id === pictureId)
      if (!picture) return 'gone'
      await shown?.merge({ removedAt: await databaseNow(trx) }).save()
      await picture.merge({ removedAt: null }).save()
      await recordPictureChange(trx, place, { from: shown, to: picture, by })
      return 'saved'
    })
  }
}
