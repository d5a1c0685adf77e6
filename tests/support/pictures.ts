import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import sharp from 'sharp'
import SetPicture from '#actions/pictures/set_picture'
import type Host from '#models/availability/host'
import { byUser } from '#models/by'
import Picture, { type PicturePlace } from '#models/pictures/picture'
import type Service from '#models/services/service'
import type Business from '#models/settings/business'
import { newSecretToken } from '#models/tokens/secret_token'
import { pictureAt, pictureVersion } from '#queries/pictures/shown_picture'

export const placeOfBusiness = ({ id }: Business, kind: 'logo' | 'cover'): PicturePlace => ({
  ...{ businessId: id, kind, hostId: null, serviceId: null },
})

export const placeOfHost = ({ businessId, id }: Host): PicturePlace => ({
  ...{ businessId, kind: 'host', hostId: id, serviceId: null },
})

export const placeOfService = ({ businessId, id }: Service): PicturePlace => ({
  ...{ businessId, kind: 'service', hostId: null, serviceId: id },
})

/** As a camera takes one: no two spots alike. */
export function photo(width = 900, height = 600) {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 }
  return sharp({ create: { width, height, channels: 3, background: '#27a', noise } }).blur(4)
}

export async function showPicture(
  place: PicturePlace,
  bytes?: Buffer,
  alt: string | null = null
): Promise<Picture> {
  const taken = bytes ?? (await photo().jpeg().toBuffer())
  const version = pictureVersion(await pictureAt(place))
  const outcome = await new SetPicture().handle({
    ...{ place, alt, version, bytes: taken, by: byUser(1) },
  })
  if (outcome !== 'saved') throw new Error(`The picture is ${outcome}`)
  return Picture.query()
    .where({ ...place })
    .whereNull('removed_at')
    .firstOrFail()
}

/** Where only its row matters. */
export async function pictureRow(
  place: PicturePlace,
  { removedAt = null }: { removedAt?: DateTime | null } = {}
): Promise<Picture> {
  const size = { width: 112, height: 112, widths: [112] }
  const picture = await Picture.create({
    ...{ ...place, ...size, removedAt },
    ...{ key: newSecretToken(), alt: null },
  })
  const file = { picture_id: picture.id, width: 112, format: 'webp', bytes: Buffer.from('webp') }
  await db.table('picture_files').insert(file)
  return picture
}
