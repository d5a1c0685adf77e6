import type Service from '#models/services/service'
import { addService, openShop } from '#database/factories/business'
import { IN_THREE_DAYS } from '#tests/support/requests'
import type { Asked } from './arrivals.js'
import { availability } from './pages.js'
import { storeBookings } from './stored_bookings.js'

const SHOPS = 20
const HOSTS = 5
const HALF_HOUR_MS = 1_800_000
const HALF_HOURS = { durationMinutes: 30 }

interface Offered {
  slug: string
  service: Service
}

/**
 * What clients ask of many businesses at once: of twenty requests 17 for times of 31 days, two for
 * pages, and one that books a time which nobody asked for before. Twenty businesses of five people, and
 * one with 10,000 bookings.
 */
export async function openDailyMix(): Promise<(nth: number) => Asked> {
  const busy = await storeBookings(HOSTS, 10_000)
  const offered: Offered[] = []
  for (let nth = 0; nth < SHOPS; nth++) {
    const shop = await openShop({
      hosts: HOSTS,
      service: HALF_HOURS,
      settings: { maxAdvanceBookingDays: 365, requiresApproval: false },
    })
    for (const host of shop.hosts) {
      const service = await addService(shop.business, [host], HALF_HOURS)
      offered.push({ slug: shop.business.slug, service })
    }
  }
  const read = [...offered, { slug: busy.business.slug, service: busy.service }]
  let booked = 0

  return (nth) => {
    const { slug, service } = read[Math.floor(Math.random() * read.length)]
    const kind = nth % 20
    if (kind === 0) return book(offered, booked++)
    if (kind === 7) return { path: `/book/${slug}` }
    if (kind === 14) return { path: `/book/${slug}/${service.slug}` }
    return { path: availability(slug, service.id) }
  }
}

/** Each person's next half hour that nobody has asked for. */
function book(offered: readonly Offered[], nth: number): Asked {
  const { slug, service } = offered[nth % offered.length]
  const startsAt = IN_THREE_DAYS.toMillis() + Math.floor(nth / offered.length) * HALF_HOUR_MS
  return {
    path: `/api/booking/public/${slug}/book`,
    body: {
      service_id: service.id,
      starts_at: new Date(startsAt).toISOString(),
      client_name: `Ines Duarte ${nth}`,
      client_email: `ines.${nth}@duarte.example`,
    },
  }
}
