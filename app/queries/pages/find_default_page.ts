import env from '#start/env'
import {
  type BusinessPage,
  findOnlyPage,
  type PageService,
} from '#queries/pages/find_business_page'

export function findDefaultPage(): Promise<BusinessPage | null> {
  return findOnlyPage(env.get('DEFAULT_BUSINESS'))
}

export function defaultService({ services }: BusinessPage): PageService | null {
  const slug = env.get('DEFAULT_SERVICE')
  if (slug) return services.find((service) => service.slug === slug) ?? null
  const shown = services.filter(({ isHidden }) => !isHidden)
  return shown.length === 1 ? shown[0] : null
}
