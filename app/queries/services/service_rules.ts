import type { Versions } from '#queries/availability_versions'
import type { LinkRules } from '#queries/links/link_rules'
import {
  type EffectiveRules,
  effectiveRules,
  type RuleLayer,
} from '#scheduling/rules/effective_rules'
import { rulesOfSettings, type SettingsRules, type SlotRuleName } from '#scheduling/rules/rules'
import type { Weekday } from '#scheduling/types'

export interface RuledBusiness {
  weekStartsOn: Weekday
  timeZone: string
  versions?: Versions
  settings: SettingsRules<SlotRuleName>
}

export interface OfferedService {
  service: LinkedLayer
  business: RuledBusiness
  link?: LinkRules | null
}

export function lengthsOf({ service, business, link }: OfferedService): readonly number[] {
  return serviceRules(service, business, null, link).durations.value
}

export function isOffered(offered: OfferedService, minutes: number | null): boolean {
  return minutes === null || lengthsOf(offered).includes(minutes)
}

export interface LinkedLayer extends RuleLayer {
  link?: LinkRules | null
}

export function serviceRules(
  service: LinkedLayer,
  { settings, weekStartsOn }: RuledBusiness,
  wantedMinutes: number | null = null,
  link = service.link
): EffectiveRules {
  const business = { ...rulesOfSettings(settings), weekStartsOn }
  return effectiveRules({ ...link?.layers, service, business }, wantedMinutes)
}
