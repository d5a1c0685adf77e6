import type { PictureKind } from '#formats/pages/pictures'
import { type PicturePlace, subjectOfPicture } from '#models/pictures/picture'
import { addressOf } from '#pages/address_of'
import { earlierPictures, pictureAt, pictureVersion } from '#queries/pictures/shown_picture'
import { emptyForm, type Form } from '#validators/form'

export interface PictureOf extends PicturePlace {
  /** Whose it is. */
  name: string
}

/** The names of its routes begin so. */
const ROUTES: Record<PictureKind, string> = {
  logo: 'owner.logos',
  cover: 'owner.covers',
  host: 'owner.host_photos',
  service: 'owner.service_photos',
}

const PAGES = {
  business: () => addressOf('owner.businesses.edit', {}, { part: 'pictures' }),
  host: (id: number) => addressOf('owner.hosts.edit', { id }),
  service: (id: number) => addressOf('owner.services.edit', { id }),
}

export async function picturePage(of: PictureOf, form?: Form, beforeId?: number | null) {
  const place = placeOfPicture(of)
  const picture = await pictureAt(place)
  const version = pictureVersion(picture)
  return {
    of,
    picture,
    version,
    form: form ?? emptyForm({ alt: picture?.alt ?? '', version }),
    earlier: await earlierPictures(place),
    beforeId,
    back: pageOf(of),
    addresses: {
      save: addressOfPicture(of),
      remove: addressOfPicture(of, 'destroy'),
      putBack: addressOfPicture(of, 'return'),
    },
  }
}

export function placeOfPicture({
  businessId,
  kind,
  hostId,
  serviceId,
}: PicturePlace): PicturePlace {
  return { businessId, kind, hostId, serviceId }
}

export function addressOfPicture(
  { kind, hostId, serviceId }: PicturePlace,
  act: 'edit' | 'destroy' | 'return' = 'edit'
): string {
  const id = hostId ?? serviceId
  return addressOf(`${ROUTES[kind]}.${act}`, id === null ? {} : { id })
}

function pageOf(place: PicturePlace): string {
  const { type, id } = subjectOfPicture(place)
  return PAGES[type as keyof typeof PAGES](id)
}
