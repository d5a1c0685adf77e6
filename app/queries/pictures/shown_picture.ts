import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import Picture, { type PicturePlace } from '#models/pictures/picture'
import { versionOf } from '#models/version'

export function pictureAt(place: PicturePlace): Promise<Picture | null> {
  return shown(place).first()
}

/** Nobody else changes it until the transaction ends. */
export function lockedPictureAt(trx: Transaction, place: PicturePlace): Promise<Picture | null> {
  return shown(place, trx).forUpdate().first()
}

/** Those that can be put back, the newest first. */
export function earlierPictures(place: PicturePlace, trx?: Transaction): Promise<Picture[]> {
  return Picture.query({ client: trx })
    .where({ ...place })
    .whereNotNull('removed_at')
    .orderBy('removed_at', 'desc')
    .orderBy('id', 'desc')
}

export function pictureVersion(picture: Picture | null): string {
  return versionOf(picture?.id ?? null, picture?.alt ?? null)
}

function shown(place: PicturePlace, trx?: Transaction) {
  return Picture.query({ client: trx })
    .where({ ...place })
    .whereNull('removed_at')
}
