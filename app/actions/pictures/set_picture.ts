import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import limits from '#config/pictures'
import { recordPictureChange } from '#history'
import type { By } from '#models/by'
import Picture, { type PicturePlace } from '#models/pictures/picture'
import { newSecretToken } from '#models/tokens/secret_token'
import { earlierPictures, lockedPictureAt, pictureVersion } from '#queries/pictures/shown_picture'
import { type MadePicture, makePicture, type PictureFault } from '#services/pictures'
import { brokenConstraint, databaseNow, inTransaction } from '#transactions'

interface NewPicture {
  place: PicturePlace
  bytes: Buffer
  alt: string | null
  /** `pictureVersion` of what the form showed. */
  version: string
  by: By
}

export default class SetPicture {
  async handle(input: NewPicture): Promise<'saved' | 'stale' | PictureFault> {
    const made = await makePicture(input.bytes, input.place.kind)
    if (typeof made === 'string') return made
    try {
      return await inTransaction((trx) => this.save(trx, input, made))
    } catch (error) {
      if (brokenConstraint(error) === 'pictures_shown') return 'stale'
      throw error
    }
  }

  private async save(trx: Transaction, input: NewPicture, { files, width, height }: MadePicture) {
    const { place, alt, version, by } = input
    const before = await lockedPictureAt(trx, place)
    if (version !== pictureVersion(before)) return 'stale' as const

    await before?.merge({ removedAt: await databaseNow(trx) }).save()
    const widths = [...new Set(files.map((file) => file.width))]
    const picture = await Picture.create(
      { ...place, key: newSecretToken(), width, height, widths, alt },
      { client: trx }
    )
    await trx
      .table('picture_files')
      .multiInsert(files.map((file) => ({ ...file, picture_id: picture.id })))
    await recordPictureChange(trx, place, { from: before, to: picture, by })
    const earlier = await earlierPictures(place, trx)
    for (const old of earlier.slice(limits.mostEarlier)) await old.useTransaction(trx).delete()
    return 'saved' as const
  }
}
