import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { appUrl } from '#config/app'
import { schedulePath } from '#formats/pages/addresses'
import type Host from '#models/availability/host'
import type TeamPage from '#models/availability/team_page'
import type Business from '#models/settings/business'
import { inUtc, momentShape, truthShape, wholeShape } from '#shapes/schema'

/** What stands at `/schedule/{slug}`, in the words of seed 002: "h7" is a person's, "t3" a team's. */
export const pageRecordShape = vine.create({
  id: vine.string(),
  kind: vine.enum(['person', 'team'] as const),
  host_ids: vine.array(wholeShape()),
  slug: vine.string(),
  name: vine.string(),
  description: vine.string().nullable(),
  is_active: truthShape(),
  timezone: vine.string(),
  branding: vine.object({ color: vine.string().nullable() }),
  url: vine.string(),
  created_at: momentShape(),
  updated_at: momentShape(),
})

export type PageRecord = Infer<typeof pageRecordShape>

export function presentPersonPage(host: Host): PageRecord {
  return {
    ...{ id: `h${host.id}`, kind: 'person', host_ids: [host.id] },
    ...presentWords(host),
    timezone: host.timeZone,
  }
}

/** Needs its hosts loaded. */
export function presentTeamPage(page: TeamPage, { timeZone }: Business): PageRecord {
  const ids = page.hosts.map(({ id }) => id)
  return {
    ...{ id: `t${page.id}`, kind: 'team', host_ids: ids.toSorted((one, other) => one - other) },
    ...presentWords(page),
    timezone: timeZone,
  }
}

function presentWords(page: Host | TeamPage) {
  return {
    slug: page.pageSlug,
    name: page.name,
    description: page.pageDescription,
    is_active: page.pageIsActive,
    branding: { color: page.pageColour },
    url: `${appUrl}${schedulePath(page)}`,
    created_at: inUtc(page.createdAt),
    updated_at: inUtc(page.updatedAt),
  }
}
