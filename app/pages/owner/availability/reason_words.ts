import type { I18n } from '@adonisjs/i18n'
import { keyOf, reasonFigures } from '#formats/availability/reason_figures'
import type { Question, Reason } from '#scheduling/types'
import { type ReasonLink, type Scene, linksOf } from '#pages/owner/availability/reason_links'

export interface ReasonGroup {
  /** Null where it holds for every host. */
  host: string | null
  lines: { sentence: string; links: ReasonLink[] }[]
}

/** What one of would be enough; null where all that is said has to go. */
export function enoughOf(
  { mode, hosts }: Pick<Question, 'mode' | 'hosts'>,
  reasons: readonly Reason[]
): 'person' | 'room' | null {
  const said = new Set(reasons.map(({ hostId }) => hostId))
  const hasRooms = hosts.some(({ hostId, isRoom = false }) => isRoom && said.has(hostId))
  const those = hosts.filter(({ isRoom = false }) => isRoom === hasRooms)
  if (mode !== 'any' || those.length < 2) return null
  return hasRooms ? 'room' : 'person'
}

export function reasonGroups(i18n: I18n, scene: Scene): ReasonGroup[] {
  const { chosen, hosts } = scene
  return [...Map.groupBy(chosen.reasons, ({ hostId }) => hostId)].map(([hostId, reasons]) => ({
    host: hosts.find(({ id }) => id === hostId)?.name ?? null,
    lines: reasons.map((reason) => ({
      sentence: i18n.t(
        `owner.availability.why.reason.${keyOf(reason, scene)}`,
        reasonFigures(reason, scene)
      ),
      links: linksOf(reason, scene, i18n),
    })),
  }))
}
