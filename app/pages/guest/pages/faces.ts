import type { PageHost, PageService } from '#queries/pages/find_business_page'

/** The people of these services; nobody where none has a photo, since names stand at each service. */
export function facesOf(services: readonly PageService[]): PageHost[] {
  const hosts = new Map(services.flatMap((service) => service.hosts.map((host) => [host.id, host])))
  const people = [...hosts.values()].filter(({ kind }) => kind === 'person')
  return people.some(({ photo }) => photo) ? people : []
}
