import type { PageHost, PageService } from '#queries/pages/find_business_page'

/** The people of these services; nobody where none has a photo, since names stand at each service. */
export function facesOf(services: readonly PageService[]): PageHost[] {
  const people = peopleGiving(services)
  return people.some(({ photo }) => photo) ? people : []
}

export function peopleGiving(services: readonly PageService[]): PageHost[] {
  const hosts = new Map(services.flatMap((service) => service.hosts.map((host) => [host.id, host])))
  return [...hosts.values()].filter(({ kind }) => kind === 'person')
}
