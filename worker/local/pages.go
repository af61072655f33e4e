package main

import "luxing/starter/console"

// pages makes what is mounted on the gateway: the console.
var pages = console.Pages
