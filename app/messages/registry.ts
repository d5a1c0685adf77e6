import type { Message } from './message.js'

const registered = new Map<string, Message>()

export function allMessages(): Message[] {
  return [...registered.values()]
}

export function messageOf(type: string): Message {
  const message = registered.get(type)
  if (!message) throw new Error(`No message of type ${type}`)
  return message
}

/** @returns what takes it away again */
export function register(message: Message): () => void {
  registered.set(message.type, message)
  return () => void registered.delete(message.type)
}
