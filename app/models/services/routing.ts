/** Asked before times are shown; the first answer that matches decides. */
export interface Routing {
  question: string
  answers: RoutingAnswer[]
}

/** Leads to a host, to another service with all its hosts, or to anyone. */
export interface RoutingAnswer {
  text: string
  hostId: number | null
  serviceId: number | null
}
