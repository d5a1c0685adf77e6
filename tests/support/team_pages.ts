import type Host from '#models/availability/host'
import TeamPage from '#models/availability/team_page'
import type Business from '#models/settings/business'

export async function makeTeamPage(
  { id: businessId, slug }: Business,
  hosts: readonly Host[],
  words: Partial<Pick<TeamPage, 'name' | 'pageDescription'>> = {}
): Promise<TeamPage> {
  const page = await TeamPage.create({
    ...{ businessId, name: 'The team', pageSlug: `${slug}-team`, pageIsActive: true },
    ...words,
  })
  const given = hosts.map(({ id }) => [id, { business_id: businessId }] as const)
  await page.related('hosts').attach(Object.fromEntries(given))
  return page
}
