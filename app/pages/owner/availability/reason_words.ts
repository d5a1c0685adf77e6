import type { I18n } from '@adonisjs/i18n'
import { keyOf, reasonFigures } from '#formats/availability/reason_figures'
import { type ReasonLink, type Scene, linksOf } from '#pages/owner/availability/reason_links'

export interface ReasonGroup {
  /** Null where it holds for every host. */
  host: string | null
  lines: { sentence: string; links: ReasonLink[] }[]
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
