#!/usr/bin/env node
import '../../scripts/gongzhi.mjs'
