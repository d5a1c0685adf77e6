import { BaseModel, column } from '@adonisjs/lucid/orm'
import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import type { PictureKind } from '#formats/pages/pictures'

/** What a picture is of. */
export interface PicturePlace {
  businessId: number
  kind: PictureKind
  hostId: number | null
  serviceId: number | null
}

export default class Picture extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare kind: PictureKind

  @column()
  declare hostId: number | null

  @column()
  declare serviceId: number | null

  /** Its address says nothing of whose it is, nor how many there are. */
  @column()
  declare key: string

  @column()
  declare width: number

  @column()
  declare height: number

  @column()
  declare widths: number[]

  @column()
  declare alt: string | null

  @column.dateTime()
  declare removedAt: DateTime | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime
}

/** The SQL of what is shown there, as a `ShownPicture`; null where nothing is. */
export const pictureSql = (kind: PictureKind, businessId: string, whose = 'null') => `(
  select json_build_object('key', key, 'width', width, 'height', height, 'widths', widths, 'alt', alt)
  from pictures where pictures.business_id = ${businessId} and pictures.kind = '${kind}'
    and removed_at is null
    and coalesce(pictures.host_id, pictures.service_id, 0) = coalesce(${whose}, 0))`

/** For `Business.logo`. */
export function withLogo() {
  return db.raw(`${pictureSql('logo', 'businesses.id')} as logo`)
}

/** For the `photo` of hosts and of services. */
export function withPhoto(kind: 'host' | 'service') {
  const sql = pictureSql(kind, `${kind}s.business_id`, `${kind}s.id`)
  return db.raw(`${sql} as photo`)
}

/** What the history says it is about, and the first half of its actions. */
export function subjectOfPicture({ businessId, hostId, serviceId }: PicturePlace) {
  if (hostId !== null) return { type: 'host', id: hostId }
  return serviceId === null
    ? { type: 'business', id: businessId }
    : { type: 'service', id: serviceId }
}

export function pictureAction(
  { kind }: PicturePlace,
  done: 'set' | 'removed' | 'described'
): string {
  return kind === 'host' || kind === 'service'
    ? `${kind}.photo_${done}`
    : `business.${kind}_${done}`
}
