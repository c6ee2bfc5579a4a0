<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:atom="http://www.w3.org/2005/Atom" exclude-result-prefixes="atom">
<xsl:output method="html" encoding="utf-8" doctype-system="about:legacy-compat"/>
<xsl:template match="/">
<html lang="sv">
<head>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title><xsl:value-of select="rss/channel/title | atom:feed/atom:title"/> – flöde</title>
<link rel="stylesheet" href="{{ assets.css }}"/>
<link rel="icon" type="image/svg+xml" href="{{ assets.svg }}"/>
</head>
<body>
<a class="skip" href="#innehall">Till innehållet</a>
<header class="top"><p class="name"><a href="/"><strong>{{ about.name }}</strong><xsl:text> </xsl:text>{{ about.subject.sv }}</a></p></header>
<main id="innehall">
<div class="intro">
<h1>Det här är ett flöde</h1>
<p class="body">Ett flöde är till för en flödesläsare: ett program som visar nya notiser så snart de kommer. Kopiera adressen och klistra in den i din läsare.</p>
<p class="body address"><kbd><xsl:value-of select="rss/channel/atom:link[@rel='self']/@href | atom:feed/atom:link[@rel='self']/@href"/></kbd></p>
<p class="body">Vill du bara läsa? <a href="/">Så är läget nu</a>. Det går också att få <a href="/prenumerera">sms eller kalender</a>.</p>
</div>
<section class="list">
<h2><xsl:value-of select="rss/channel/title | atom:feed/atom:title"/></h2>
<xsl:for-each select="rss/channel/item">
<article class="notice found"><div class="head"><h3><a href="{link}"><xsl:value-of select="title"/></a></h3></div><div class="side"><p><xsl:variable name="before" select="string-length(substring-before('JanFebMarAprMayJunJulAugSepOctNovDec', substring(pubDate, 9, 3)))"/><xsl:value-of select="concat(number(substring(pubDate, 6, 2)), ' ', substring('janfebmaraprmajjunjulaugsepoktnovdec', $before + 1, 3), ' ', substring(pubDate, 13, 4))"/></p></div></article>
</xsl:for-each>
<xsl:for-each select="atom:feed/atom:entry">
<article class="notice found"><div class="head"><h3><a href="{atom:link[not(@rel) or @rel='alternate']/@href}"><xsl:value-of select="atom:title"/></a></h3></div><div class="side"><p><xsl:value-of select="substring(atom:published, 1, 10)"/></p></div></article>
</xsl:for-each>
</section>
</main>
</body>
</html>
</xsl:template>
</xsl:stylesheet>
