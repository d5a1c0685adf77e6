import { inGroups } from '#formats/pages/service_groups'
import type { OpenPage } from '#pages/guest/opened'
import type { PageHost } from '#queries/pages/find_business_page'
import { nextFreeTimes } from '#queries/availability/next_free_times'
import type { Instant } from '#scheduling/types'

interface TimesWanted {
  /** Whose times are meant; null is anyone's. */
  host: PageHost | null
  now: Instant
}

/** What can be booked without knowing more than the page, and when next. */
export async function servicesShown({ business, ...page }: OpenPage, { host, now }: TimesWanted) {
  const services = page.services.filter(({ isHidden }) => !isHidden)
  return {
    groups: inGroups(services),
    hasPhotos: services.some(({ photo }) => photo),
    nextFree: await nextFreeTimes(business, services, now, host?.id),
    host,
    now,
    locale: page.locale,
  }
}
