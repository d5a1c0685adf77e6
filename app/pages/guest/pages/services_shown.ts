import type { Query } from '#formats/pages/addresses'
import { inGroups } from '#formats/pages/service_groups'
import type { OpenPage } from '#pages/guest/opened'
import type { PageHost, PageService } from '#queries/pages/find_business_page'
import { nextFreeTimes } from '#queries/availability/next_free_times'
import type { Instant } from '#scheduling/types'
import { answersAhead } from '#validators/pages/answers_ahead'

interface TimesWanted {
  /** Whose times are meant; null is anyone's. */
  host: PageHost | null
  /** What the address says of the client, with what belongs to any service. */
  theirs: Query
  /** The whole of it, with answers to the questions of some. */
  query: Record<string, unknown>
  hostIds?: readonly number[] | null
  now: Instant
}

/** What can be booked without knowing more than the page, when next, and until when that holds. */
export async function servicesShown(
  { business, ...page }: OpenPage,
  { host, hostIds = host && [host.id], theirs, query, now }: TimesWanted
) {
  const services = page.services.filter(({ isHidden }) => !isHidden)
  const { openings, ends } = await nextFreeTimes(business, services, now, hostIds)
  const shown = {
    groups: inGroups(services),
    hasPhotos: services.some(({ photo }) => photo),
    nextFree: openings,
    host,
    carried: ({ questions }: PageService): Query => ({
      host: host?.id,
      page: host?.pageSlug,
      ...theirs,
      ...answersAhead(questions, query),
    }),
    now,
    locale: page.locale,
  }
  return { shown, ends }
}
