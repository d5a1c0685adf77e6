import { type default as TeamPage, teamPageContent } from '#models/availability/team_page'
import type Business from '#models/settings/business'
import { versionOf } from '#models/version'
import { typedPageFields } from '#pages/owner/people/personal_page'
import { earlierAddresses } from '#queries/people/earlier_addresses'
import { emptyForm, type Form } from '#validators/form'

export type TeamPageContent = ReturnType<typeof teamPageContent>

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
    hosts,
    earlier: page ? await earlierAddresses({ team_page_id: page.id }) : [],
    form: form ?? emptyForm(page ? storedTeamPage(page, business) : newTeamPage(business)),
  }
}

function newTeamPage({ brandColour }: Business): Record<string, string> {
  return { page_is_active: 'on', page_colour: brandColour }
}

export function storedTeamPage(page: TeamPage, business: Business): Record<string, string> {
  const content = teamPageContent(page)
  return { ...typedTeamPage(content, business), version: versionOf(content) }
}

export function typedTeamPage(
  { name, hostIds, ...content }: TeamPageContent,
  business: Business
): Record<string, string> {
  return {
    name,
    ...typedPageFields(content, business),
    ...Object.fromEntries(hostIds.map((id) => [`host_${id}`, 'on'])),
  }
}
