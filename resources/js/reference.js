import Alpine from './alpine.js'
import './components/tries_request.js'

Alpine.start()
