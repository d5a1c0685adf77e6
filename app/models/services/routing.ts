export interface Routing {
  question: string
  answers: RoutingAnswer[]
}

export interface RoutingAnswer {
  text: string
  hostId: number | null
  serviceId: number | null
}
