import { choosable } from '#models/availability/host'
import TeamPage, { teamPageContent } from '#models/availability/team_page'
import type Business from '#models/settings/business'
import { versionOf } from '#models/version'
import { typedPageFields } from '#pages/owner/people/personal_page'
import { earlierAddresses } from '#queries/people/earlier_addresses'
import { emptyForm, type Form } from '#validators/form'

/** Null is a new one. */
export async function teamPage(business: Business, page: TeamPage | null, form?: Form) {
  const hosts = await business
    .related('hosts')
    .query()
    .where('kind', 'person')
    .orderBy('position')
    .orderBy('id')
  return {
    teamPage: page,
    hosts: choosable(hosts, page?.hosts),
    earlier: page ? await earlierAddresses({ team_page_id: page.id }) : [],
    form: form ?? emptyForm(page ? storedTeamPage(page, business) : newTeamPage(business)),
  }
}

function newTeamPage({ brandColour }: Business): Record<string, string> {
  return { page_is_active: 'on', page_colour: brandColour }
}

export function storedTeamPage(page: TeamPage, business: Business): Record<string, string> {
  const content = teamPageContent(page)
  return { ...typedTeamPage(page, content.hostIds, business), version: versionOf(content) }
}

/** As the history kept it. */
export function teamPageBefore(
  { hostIds, ...columns }: Record<string, unknown>,
  business: Business
): Record<string, string> {
  return typedTeamPage(new TeamPage().fill(columns), hostIds as number[], business)
}

function typedTeamPage(page: TeamPage, hostIds: number[], business: Business) {
  return {
    name: page.name,
    ...typedPageFields(page, business),
    ...Object.fromEntries(hostIds.map((id) => [`host_${id}`, 'on'])),
  }
}
