<?php

add_action('wp_enqueue_scripts', static function (): void {
    wp_enqueue_style('storeplane', get_stylesheet_uri(), [], wp_get_theme()->get('Version'));
});

// The colour of buttons and links is the store's setting.
add_filter('wp_theme_json_data_theme', static function (WP_Theme_JSON_Data $theme): WP_Theme_JSON_Data {
    $colour = getenv('STOREFRONT_ACCENT_COLOR');
    if (!$colour || !preg_match('/^#[0-9a-f]{6}$/i', $colour)) {
        return $theme;
    }
    $data = $theme->get_data();
    // WordPress keeps a theme's palette by where it comes from.
    $palette = &$data['settings']['color']['palette'];
    $entries = $palette['theme'] ?? $palette;
    foreach ($entries as &$entry) {
        if ($entry['slug'] === 'accent') {
            $entry['color'] = $colour;
        }
    }
    $palette = $entries;
    return $theme->update_with($data);
});
