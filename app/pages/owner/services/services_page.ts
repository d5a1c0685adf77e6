import { inGroups } from '#formats/pages/service_groups'
import type Service from '#models/services/service'
import { versionOf } from '#models/version'

export function servicesPage(services: Service[]) {
  const [archived, kept] = [
    services.filter(({ archivedAt }) => archivedAt !== null),
    services.filter(({ archivedAt }) => archivedAt === null),
  ]
  return {
    groups: inGroups(kept),
    archived,
    /** Of the order that the buttons start from. */
    version: versionOf(kept.map(({ id }) => id)),
  }
}
