import { readFile } from 'node:fs/promises'
import SetPicture from '#actions/pictures/set_picture'
import type Host from '#models/availability/host'
import { byUser } from '#models/by'
import type Service from '#models/services/service'
import type Business from '#models/settings/business'
import { pictureVersion } from '#queries/pictures/shown_picture'

interface Shown {
  hosts: Host[]
  service: Service
}

/** Drawings of our own, made into every size as pictures that an owner sends are. */
export async function createPictures(business: Business, { hosts, service }: Shown) {
  const { userId } = await business.related('memberships').query().firstOrFail()
  const whole = { businessId: business.id, hostId: null, serviceId: null }
  const [anna, tom] = hosts
  const alt = 'A swimming pool with three lanes below tall windows'
  const places = [
    { file: 'logo', place: { ...whole, kind: 'logo' as const }, alt: null },
    { file: 'cover', place: { ...whole, kind: 'cover' as const }, alt },
    { file: 'anna', place: { ...whole, kind: 'host' as const, hostId: anna.id }, alt: null },
    { file: 'tom', place: { ...whole, kind: 'host' as const, hostId: tom.id }, alt: null },
    {
      ...{ file: 'lesson', alt: null },
      place: { ...whole, kind: 'service' as const, serviceId: service.id },
    },
  ]
  for (const { file, ...picture } of places) {
    const bytes = await readFile(new URL(`pictures/${file}.webp`, import.meta.url))
    const by = byUser(userId)
    const version = pictureVersion(null)
    const outcome = await new SetPicture().handle({ ...picture, bytes, version, by })
    if (outcome !== 'saved') throw new Error(`The picture ${file} is ${outcome}`)
  }
}
