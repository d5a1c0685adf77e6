import env from '#start/env'
import {
  type BusinessPage,
  findFirstPage,
  findOnlyPage,
  type PageService,
} from '#queries/pages/find_business_page'

/** What addresses without a business mean. */
export function findDefaultPage(): Promise<BusinessPage | null> {
  return findFirstPage(env.get('DEFAULT_BUSINESS'))
}

/** Whose page the start page leads to: where several are at home, to nobody's unless one is named. */
export function findOwnPage(): Promise<BusinessPage | null> {
  return findOnlyPage(env.get('DEFAULT_BUSINESS'))
}

export function defaultService({ services }: BusinessPage): PageService | null {
  const slug = env.get('DEFAULT_SERVICE')
  if (slug) return services.find((service) => service.slug === slug) ?? null
  const shown = services.filter(({ isHidden }) => !isHidden)
  return shown.length === 1 ? shown[0] : null
}
