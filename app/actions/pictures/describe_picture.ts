import { recordSettingsChange } from '#history'
import type { By } from '#models/by'
import { pictureAction, type PicturePlace, subjectOfPicture } from '#models/pictures/picture'
import { lockedPictureAt, pictureVersion } from '#queries/pictures/shown_picture'
import { inTransaction } from '#transactions'

interface Description {
  place: PicturePlace
  /** What the picture shows. */
  alt: string | null
  version: string
  by: By
}

export default class DescribePicture {
  handle({ place, alt, version, by }: Description): Promise<'saved' | 'stale' | 'missing'> {
    return inTransaction(async (trx) => {
      const picture = await lockedPictureAt(trx, place)
      if (!picture) return 'missing'
      const from = picture.alt
      if (from === alt) return 'saved'
      if (version !== pictureVersion(picture)) return 'stale'
      await picture.merge({ alt }).save()
      const { type, id } = subjectOfPicture(place)
      await recordSettingsChange(trx, {
        businessId: place.businessId,
        action: pictureAction(place, 'set'),
        subjectType: type,
        subjectId: id,
        changes: { alt: { from, to: alt } },
        by,
      })
      return 'saved'
    })
  }
}
