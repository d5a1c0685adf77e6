import { changeSettings } from '#steps'
import { changesOf } from '#history'
import type { By } from '#models/by'
import { pictureAction, type PicturePlace, subjectOfPicture } from '#models/pictures/picture'
import { lockedPictureAt } from '#queries/pictures/shown_picture'
import { inTransaction } from '#transactions'

interface Description {
  place: PicturePlace
  /** What the picture shows. */
  alt: string | null
  version: string
  by: By
}

export default class DescribePicture {
  handle(described: Description): Promise<'saved' | 'stale' | 'missing'> {
    const { place, alt, version, by } = described
    return inTransaction(async (trx) => {
      const picture = await lockedPictureAt(trx, place)
      if (!picture) return 'missing'
      const { type: subjectType, id: subjectId } = subjectOfPicture(place)
      const { alt: from } = picture
      return changeSettings(
        trx,
        { businessId: place.businessId, version, by },
        {
          row: picture,
          shown: [picture.id, picture.alt],
          change: () => changesOf(picture.merge({ alt })),
          action: pictureAction(place, 'described'),
          ...{ subjectType, subjectId },
          before: { alt: from },
        }
      )
    })
  }
}
